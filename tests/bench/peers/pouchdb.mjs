// PouchDB on LevelDB: a document for each record; both versions of a document are kept, not of a
// field.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { FIELDS, job, library, main, memory, place, timed } from "./told.mjs";

const PouchDB = library("pouchdb");
const MANY = 1000;

async function write(db, transactions) {
  for (const edits of transactions) {
    const keys = [...new Set(edits.map(([record]) => String(record)))];
    const found = await db.allDocs({ keys, include_docs: true });
    const docs = Object.fromEntries(found.rows.map((row) => [row.id, row.doc]));
    for (const [record, field, value] of edits) docs[record][FIELDS[field]] = value;
    await db.bulkDocs(Object.values(docs));
  }
}

/** Every revision written since, with its ancestors: what a replication would carry. */
async function since(db, seq) {
  const { results, last_seq } = await db.changes({ since: seq, style: "all_docs" });
  const docs = [];
  for (let at = 0; at < results.length; at += MANY) {
    const asked = results.slice(at, at + MANY).flatMap(
      ({ id, changes }) => changes.map(({ rev }) => ({ id, rev })),
    );
    const told = await db.bulkGet({ docs: asked, revs: true });
    docs.push(...told.results.flatMap((one) => one.docs.map((doc) => doc.ok)));
  }
  return [JSON.stringify(docs), last_seq];
}

async function give(db, data) {
  const docs = JSON.parse(data);
  for (let at = 0; at < docs.length; at += MANY) {
    await db.bulkDocs(docs.slice(at, at + MANY), { new_edits: false });
  }
}

async function kept(name) {
  cpSync(place("b"), place(name), { recursive: true });
}

async function shown(db) {
  const all = await db.allDocs({ include_docs: true });
  return JSON.stringify(all.rows.map((row) => row.doc));
}

async function prepare() {
  const work = job();
  const a = new PouchDB(place("a"));
  let b = new PouchDB(place("b"));
  const person = (values, n) => ({
    _id: String(n), ...Object.fromEntries(FIELDS.map((field, f) => [field, values[f]])),
  });
  await a.bulkDocs(work.records.map(person));
  const [first, fromHere] = await since(a, 0);
  await give(b, first);
  const { update_seq: fromThere } = await b.info();
  const [written] = await timed(() => write(a, work.a));
  await write(b, work.b);
  const [fromA] = await since(a, fromHere);
  const [fromB] = await since(b, fromThere);
  writeFileSync(place("merge.delta"), fromA);
  await b.close();
  await kept("merge.state");
  b = new PouchDB(place("b"));
  await give(a, fromB);
  await give(b, fromA);
  const same = (await shown(a)) === (await shown(b));
  const { update_seq: before } = await a.info();
  await write(a, work.more);
  const [made, [more]] = await timed(() => since(a, before));
  writeFileSync(place("import.delta"), more);
  await b.close();
  await kept("import.state");
  return { written, made, same };
}

async function take(name) {
  const run = place(`${name}.run-${process.pid}`);
  cpSync(place(`${name}.state`), run, { recursive: true });
  const db = new PouchDB(run);
  await db.info();
  const at_rest = memory();
  const data = readFileSync(place(`${name}.delta`), "utf8");
  const [taken] = await timed(() => give(db, data));
  const most = memory();
  const all = await db.allDocs({ conflicts: true, include_docs: true });
  const listed = all.rows.filter((row) => row.doc._conflicts).length;
  await db.close();
  return { taken, size: Buffer.byteLength(data), listed, at_rest, memory: most };
}

main({ prepare, merge: () => take("merge"), import: () => take("import") });
