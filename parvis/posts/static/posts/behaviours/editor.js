// Turns the textarea inside into the rich editor once it is seen (or focused). The textarea stays the form's field: it then
// holds HTML, and the hidden `format` says so. When the editor cannot be fetched, plain Markdown typing goes on as before.
export default function editor(box) {
  const area = box.querySelector("textarea");
  let begun = false;
  const begin = () => { if (!begun) { begun = true; open(box, area).catch((problem) => console.warn(problem)); } };
  if (box.dataset.when === "focus") area.addEventListener("focus", begin);
  else new IntersectionObserver((seen, watcher) => { if (seen.some((entry) => entry.isIntersecting)) { watcher.disconnect(); begin(); } }).observe(area);
  if (document.activeElement === area) begin();
}

const paragraphs = (text) => text.split(/\n{2,}/).map((part) => {
  const p = document.createElement("p");
  p.append(...part.split("\n").flatMap((line, index) => (index ? [document.createElement("br"), line] : [line])));
  return p.outerHTML;
}).join("");

function sheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done, failed) => { link.onload = done; link.onerror = failed; document.head.append(link); });
}

// What the textarea holds, as HTML: kept HTML, what the server gave, or Markdown typed before the editor was there.
async function contentOf(box, area, format, token) {
  if (format.value === "html") return area.value;
  if (area.value === area.defaultValue) return box.dataset.html;
  if (!area.value.trim()) return "";
  const body = new URLSearchParams({ body: area.value, kind: box.dataset.kind });
  const answer = await fetch(box.dataset.renderings, { method: "POST", body, headers: { "X-CSRFToken": token } });
  // Not known as HTML (no network, a busy server, a page that is being left), the words stay Markdown in their textarea: taken as they
  // are, their stars would be published as stars.
  if (!answer.ok) throw new Error(`the words could not be read as HTML: ${answer.status}`);
  return (await answer.json()).html;
}

async function open(box, area) {
  const { bundle, schema, paste, toolbar, dialogs, styles, kind, label } = box.dataset;
  const format = box.querySelector("[name=format]");
  const token = area.form.querySelector("[name=csrfmiddlewaretoken]").value;
  const [lib, said, pasted, tools, asks, names] = await Promise.all(
    [...[bundle, schema, paste, toolbar, dialogs, area.dataset.module].map((address) => import(address)), sheet(styles)]);
  let typed, content;
  do { typed = area.value; content = await contentOf(box, area, format, token); } while (typed !== area.value);
  const focused = document.activeElement === area;
  const article = kind === "article", ask = {};
  const host = Object.assign(document.createElement("div"), { className: "rich" });
  const bar = box.querySelector("template[data-toolbar]").content.firstElementChild.cloneNode(true);
  host.append(bar);
  area.before(host);
  let ours = area.value;
  const keep = (rich) => {
    ours = area.value = rich.isEmpty ? "" : rich.getHTML().replace(/(<p><\/p>)+$/, "");
    format.value = "html";
    area.dataset.plain = rich.getText(); // what the counter of characters counts
  };
  const rich = new lib.Editor({
    element: host, injectCSS: false, content,
    extensions: said.default(lib, { article, ask, placeholder: area.placeholder }),
    editorProps: {
      attributes: {
        id: `${area.id}-rich`, class: "rich__words", role: "textbox", "aria-multiline": "true", "aria-label": label,
        "aria-autocomplete": "list", style: `min-height: ${area.rows * 1.6 + 1}em`,
      },
      transformPastedHTML: (html) => pasted.default(html, { article }),
      handlePaste: (view, event) => asks.files(event.clipboardData, area, article && ask),
      handleDrop: (view, event, slice, moved) => !moved && asks.files(event.dataTransfer, area, article && ask),
      handleKeyDown: (view, event) => event.altKey && event.key === "F10" && (bar.querySelector("[tabindex='0']").focus(), true),
    },
    onUpdate({ editor: changed }) {
      keep(changed);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  if (content) keep(rich);
  Object.assign(ask, asks.default(box, rich, token));
  tools.default(bar, rich, ask);
  names.complete(names.ofEditor(rich, host, area));
  area.classList.add("rich__source");
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  for (const one of area.labels) one.addEventListener("click", (event) => { event.preventDefault(); rich.view.focus(); });
  // Another script (a kept copy, a correction) may change the textarea: it shows in the editor.
  area.addEventListener("input", () => {
    if (area.value === ours) return;
    if (!area.value.trimStart().startsWith("<")) format.value = "markdown";
    rich.commands.setContent(format.value === "html" ? area.value : paragraphs(area.value), { emitUpdate: false });
    ours = area.value;
    area.dataset.plain = rich.getText();
  });
  host.addEventListener("focusin", () => area.dispatchEvent(new FocusEvent("focusin", { bubbles: true })), { once: true });
  // At once, not `commands.focus`, which waits for a frame: the next key goes to the words.
  if (focused) { rich.commands.setTextSelection(rich.state.doc.content.size); rich.view.focus(); }
  box.rich = rich; // for what corrects the words (posts/drafts/paragraphs.js)
  box.dataset.ready = "1";
}
