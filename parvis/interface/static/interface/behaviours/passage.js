// Words selected in the text become the passage one speaks of. Without JavaScript one chooses a sentence in the list.
const points = (text) => [...text].length;

// Where (line, node, offset) is in the whole text, in code points: the numbers that call remarks are not part of it.
function place(line, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll(".call").forEach((call) => call.remove());
  return Number(line.dataset.at) + points(copy.textContent);
}

export default function passage(form) {
  const script = document.querySelector("[data-script]"), list = form.elements.passage, words = form.elements.words;
  const offer = form.nextElementSibling, says = form.querySelector("[data-says]");
  let waiting;
  const lineOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");

  function chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!script.contains(range.commonAncestorContainer)) return null;
    const lines = [...script.querySelectorAll("[data-at]")].filter((line) => range.intersectsNode(line));
    const first = lineOf(range.startContainer) ?? lines[0], last = lineOf(range.endContainer);
    if (!first) return null;
    const start = lineOf(range.startContainer) ? place(first, range.startContainer, range.startOffset) : Number(first.dataset.at);
    // A triple click ends at the beginning of the next line, or outside of any.
    const end = last && range.endOffset ? place(last, range.endContainer, range.endOffset) : lastOf(lines, last);
    return end > start ? { value: `${start}-${end}`, text: selection.toString().trim() } : null;
  }
  function lastOf(lines, but) {
    const line = lines.filter((row) => row !== but).at(-1);
    return line ? place(line, line, line.childNodes.length) : 0;
  }
  function look() {
    const found = chosen();
    if (!found?.text) { offer.hidden = true; return; }
    let option = list.querySelector("[data-own]");
    if (!option) { option = document.createElement("option"); option.dataset.own = ""; list.append(option); }
    const shown = found.text.length > 70 ? `${found.text.slice(0, 69)}…` : found.text;
    Object.assign(option, { value: found.value, textContent: `«\u00a0${shown}\u00a0»` });
    list.value = found.value;
    says.textContent = form.dataset.chosen.replace("{words}", shown);
    offer.hidden = false;
  }
  document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(look, 200); });
  offer.querySelector("button").addEventListener("click", () => { offer.hidden = true; words.focus(); });
  list.addEventListener("change", () => { says.textContent = ""; });
  look();  // words chosen before this came
}
