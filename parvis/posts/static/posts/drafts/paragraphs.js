// The paragraphs of what one writes, in the rich editor or the textarea, each able to show where some of its words are and to change
// them in a way that can be undone. Offsets come in code points, as the server counts.
const units = (text, points) => [...text].slice(0, points).join("").length;

function ofField(field, name, text, offset) {
  return {
    name, text, marks: () => [],
    replace(start, end, words) {
      field.focus();
      field.setSelectionRange(offset + units(text, start), offset + units(text, end));
      if (!document.execCommand("insertText", false, words)) field.setRangeText(words);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}

function ofEditor(rich) {
  const found = [];
  rich.state.doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // Each leaf is one place and one character, so that a place in the text is a place in the document.
    const text = node.textBetween(0, node.content.size, "\n", (leaf) => (leaf.type.name === "hardBreak" ? "\n" : "\ufffc"));
    const place = (points) => at + 1 + units(text, points);
    if (node.type.name !== "codeBlock" && text.trim()) found.push({
      name: `at-${found.length}`, text,
      marks(start, end) {
        const range = document.createRange(), from = rich.view.domAtPos(place(start)), to = rich.view.domAtPos(place(end));
        range.setStart(from.node, from.offset);
        range.setEnd(to.node, to.offset);
        return [range];
      },
      replace(start, end, words) {
        rich.view.dispatch(rich.state.tr.insertText(words, place(start), place(end)).scrollIntoView());
        rich.commands.focus();
      },
    });
    return false;
  });
  return found;
}

// An address behind words: the link goes elsewhere, the words stay.
function relink(rich, from, to) {
  const { tr, doc } = rich.state;
  doc.descendants((node, at) => {
    for (const mark of node.marks) if (mark.type.name === "link" && mark.attrs.href === from) tr.addMark(at, at + node.nodeSize, mark.type.create({ ...mark.attrs, href: to }));
  });
  if (tr.docChanged) rich.view.dispatch(tr);
  return tr.docChanged;
}

export default function paragraphs(form) {
  const area = form.querySelector("textarea[name=body]"), rich = area.closest(".editor")?.rich, title = form.querySelector("input[name=title]");
  const found = title?.value.trim() ? [ofField(title, "title", title.value, 0)] : [];
  if (rich) return [...found, ...ofEditor(rich)];
  for (const match of area.value.matchAll(/[^\n]*\S[^\n]*/g)) found.push(ofField(area, `at-${found.length}`, match[0], match.index));
  return found;
}

// Puts words in the place of a quotation, wherever it is; false when it is no longer there.
export function replaceQuote(form, quote, words) {
  const rich = form.querySelector("textarea[name=body]").closest(".editor")?.rich, moved = rich && relink(rich, quote, words);
  for (const one of paragraphs(form)) {
    const at = one.text.indexOf(quote);
    if (at < 0) continue;
    const start = [...one.text.slice(0, at)].length;
    one.replace(start, start + [...quote].length, words);
    return true;
  }
  return Boolean(moved);
}
