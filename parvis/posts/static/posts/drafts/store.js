// Copies of what is typed, in this browser (IndexedDB), one for each draft: what the network or the server has not taken yet is
// here. A browser that refuses to keep anything still has the server's drafts. Several people may use one browser: a copy says whose
// it is, and nobody else finds it.
const NAME = "parvis", COPIES = "copies", DAYS = 30 * 24 * 3600 * 1000, LATE = "parvis-copy:";
let opening;
// Who is signed in on this page; without network, who was last (notifications/told.js).
const who = () => document.querySelector(".bell[data-who]")?.dataset.who ?? localStorage.getItem("parvis-who") ?? "";
const named = (copy) => ({ ...copy, who: copy.who ?? who() });

function opened() {
  opening ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(COPIES, { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opening;
}

// Resolves once the transaction is complete: what is said to be kept is kept.
async function act(mode, what) {
  const base = await opened();
  return new Promise((done, failed) => {
    const transaction = base.transaction(COPIES, mode);
    const asked = what(transaction.objectStore(COPIES));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

const unable = (otherwise) => (problem) => { console.warn(problem); return otherwise; };
export const put = (copy) => act("readwrite", (copies) => copies.put(named(copy))).then(() => true, unable(false));
// A page that closes has no time to wait: its last keys are set down at once, and taken in by the next page.
export const putNow = (copy) => { try { localStorage.setItem(LATE + copy.id, JSON.stringify(named(copy))); } catch (problem) { console.warn(problem); } };
export async function all() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(LATE))) {
    const copy = JSON.parse(localStorage.getItem(name));
    if (!copy?.id || await put(copy)) localStorage.removeItem(name);
  }
  const found = await act("readonly", (copies) => copies.getAll()).catch(unable([])), me = who(), old = Date.now() - DAYS;
  const mine = (copy) => !copy.who || copy.who === me;
  // Those of more than 30 days go, and what the server already holds of others.
  for (const copy of found) if (copy.at < old || (copy.acked && !mine(copy))) remove(copy.id);
  return found.filter((copy) => copy.at >= old && mine(copy));
}
export const remove = (id) => act("readwrite", (copies) => copies.delete(id)).catch(unable());

// The newest copy of a form (`slot`), or of a draft (`draft`).
export async function find(slot, draft) {
  const copies = await all();
  return copies.filter((copy) => (copy.slot === slot || (draft && copy.draft === draft))).sort((a, b) => b.at - a.at)[0];
}
