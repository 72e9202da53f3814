/** The page of one file: its data lie inside it, its view in the address behind "#". */

import { assemble, part } from "./assembly.js";
import { View } from "./view.js";

/** @type {import("./types.js").Page} */
const page = JSON.parse(part("page").textContent ?? "");
assemble(page, new View(page));
