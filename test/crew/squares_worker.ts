/**
 * A worker that squares.
 *
 * @module
 */

import { serve } from "~/crew/mod.ts";
import { begin } from "./squares.ts";

serve(begin);
