// What a peer tells of one command, as one line of JSON; and where its libraries are.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [command, work, folder, libraries] = process.argv.slice(2);

export const library = createRequire(join(libraries, "here"));
export const job = () => JSON.parse(readFileSync(work, "utf8"));
export const place = (name) => join(folder, name);
export const FIELDS = [
  "given_name", "family_name", "known_as", "form_of_address", "email",
  "phone", "street", "postcode", "municipality", "arrival",
];

/** The most this process ever held, in MB. */
export const memory = () => process.resourceUsage().maxRSS / 1024;

/** Seconds that a piece of work took, and what it gave. */
export async function timed(piece) {
  const begin = performance.now();
  const gave = await piece();
  return [(performance.now() - begin) / 1000, gave];
}

export async function main(commands) {
  console.log(JSON.stringify(await commands[command]()));
}
