// Automerge: documents in memory; both versions are kept and can be asked for.
//
// Both laptops live in the process that is measured: into a document that was loaded from a file,
// or made of changes, the first changes of another take 14 to 50 seconds and 1.6 GB.

import { writeFileSync } from "node:fs";
import { FIELDS, job, library, main, memory, place, timed } from "./told.mjs";

const A = library("@automerge/automerge");
const register = (text) => new A.ImmutableString(text);

function write(doc, transactions) {
  for (const edits of transactions) {
    doc = A.change(doc, (draft) => {
      for (const [record, field, value] of edits) {
        draft.people[record][FIELDS[field]] = register(value);
      }
    });
  }
  return doc;
}

function person(values) {
  return Object.fromEntries(FIELDS.map((field, n) => [field, register(values[n])]));
}

/** The changes as a file would hold them; its size. */
function kept(name, changes) {
  const data = Buffer.concat(changes);
  writeFileSync(place(`${name}.delta`), data);
  return data.length;
}

function listed(doc) {
  let found = 0;
  for (const one of Object.values(doc.people)) {
    for (const field of FIELDS) {
      if (Object.keys(A.getConflicts(one, field) ?? {}).length > 1) found += 1;
    }
  }
  return found;
}

async function edited() {
  const work = job();
  const people = Object.fromEntries(work.records.map((values, n) => [n, person(values)]));
  const start = A.from({ people });
  const b = write(A.clone(start), work.b);
  const [written, a] = await timed(() => write(start, work.a));
  const since = A.getHeads(start);
  return { work, a, b, written, fromA: A.getChangesSince(a, since), since };
}

async function merge() {
  const { a, b, written, fromA, since } = await edited();
  const at_rest = memory();
  const [taken, [after]] = await timed(() => A.applyChanges(b, fromA));
  const most = memory();
  const [other] = A.applyChanges(a, A.getChangesSince(b, since));
  const same = JSON.stringify(after) === JSON.stringify(other);
  return {
    written, taken, same, size: kept("merge", fromA), listed: listed(after), at_rest, memory: most,
  };
}

async function importMany() {
  let { work, a, b, fromA, since } = await edited();
  [a] = A.applyChanges(a, A.getChangesSince(b, since));
  [b] = A.applyChanges(b, fromA);
  const before = A.getHeads(b);
  a = write(a, work.more);
  const [made, more] = await timed(() => A.getChangesSince(a, before));
  const at_rest = memory();
  const [taken, [after]] = await timed(() => A.applyChanges(b, more));
  const most = memory();
  return {
    made, taken, size: kept("import", more), listed: listed(after), at_rest, memory: most,
  };
}

main({ prepare: () => ({}), merge, import: importMany });
