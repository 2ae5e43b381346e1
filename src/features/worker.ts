/**
 * A worker that computes features.
 *
 * @module
 */

import { serve } from "~/crew/mod.ts";
import { tickerFiller } from "./crew.ts";

serve(tickerFiller);
