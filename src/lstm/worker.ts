/**
 * A thread that helps to train an LSTM.
 *
 * @module
 */

import { join } from "~/crew/mod.ts";
import { beginThread } from "./kernel_trainer.ts";

join(beginThread);
