import { join } from "~/crew/mod.ts";
import { counting } from "./counting.ts";

join(counting);
