/**
 * A worker that grows trees.
 *
 * @module
 */

import { serve } from "~/crew/mod.ts";
import { treeGrower } from "./grow.ts";

serve(treeGrower);
