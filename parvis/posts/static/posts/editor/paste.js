// Makes what Word, Google Docs and pages put in the clipboard simple again: paragraphs, lists, bold, italic, links. Nothing is
// run nor fetched here: the parser's document is inert. The server cleans once more (posts/writing.py).
const GONE = "style, script, title, meta, link, xml, iframe, object, svg, math, video, audio, input, button, select, textarea";
const KEPT = { A: ["href"], OL: ["start"], IMG: ["src", "alt", "width", "height"] };
// Styles are read, never applied: kept aside under another name before parsing, or the page's security policy would complain.
const aside = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/i, " data-style="));
const css = (element) => (element.getAttribute("data-style") ?? "").toLowerCase();

export default function cleaned(html, { article }) {
  if (html.includes("data-pm-slice")) return html; // from an editor like this one: its schema decides
  const page = new DOMParser().parseFromString(aside(html), "text/html"), body = page.body;
  const all = (selector) => [...body.querySelectorAll(selector)];
  const rename = (element, name) => { const made = page.createElement(name); made.append(...element.childNodes); element.replaceWith(made); return made; };
  const unwrap = (element) => element.replaceWith(...element.childNodes);

  for (const element of all(GONE)) element.remove();
  const walker = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT), comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
  lists(page, all("p, h1, h2, h3, h4, h5, h6"));
  // Google Docs puts a nested list beside its item instead of inside.
  for (const list of all("ul > ul, ul > ol, ol > ul, ol > ol")) list.previousElementSibling?.append(list);
  for (const element of all("span, font, b, strong, i, em")) marks(page, element, unwrap);
  for (const link of all("a")) address(link, unwrap);
  for (const image of all("img")) if (!article || !image.getAttribute("src")?.startsWith("/attachments/")) image.remove();
  for (const row of all("tr")) {
    const line = page.createElement("p");
    line.textContent = [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");
    row.closest("table").before(line);
  }
  for (const table of all("table")) table.remove();
  for (const title of all("p.MsoTitle")) if (article) rename(title, "h2");
  for (const title of all("h1, h2, h3, h4, h5, h6")) {
    if (article) { rename(title, /[12]/.test(title.localName) ? "h2" : "h3"); continue; }
    const line = rename(title, "p"), strong = page.createElement("strong");
    strong.append(...line.childNodes);
    line.append(strong);
  }
  const texts = page.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest("pre")) text.data = text.data.replace(/[ \t\r\n]*\u00a0[\u00a0 \t\r\n]+|[ \t\r\n]+\u00a0/g, " ").replace(/[ \t\r\n]+/g, " ");
  }
  for (const element of all("*")) {
    if (element.localName.includes(":")) { unwrap(element); continue; }
    for (const name of element.getAttributeNames()) if (!KEPT[element.tagName]?.includes(name)) element.removeAttribute(name);
  }
  for (const line of all("p, h2, h3")) if (!line.textContent.trim() && !line.querySelector("img")) line.remove();
  return body.innerHTML;
}

// Word writes a list as paragraphs that say their level in a style and carry their own bullet or number.
function lists(page, lines) {
  let open = [];
  for (const line of lines) {
    const mark = [...line.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/.test(css(span)));
    const said = /mso-list:\s*l\d+\s+level(\d)/.exec(css(line));
    if (!said && !(mark && /^MsoListParagraph/.test(line.className))) continue;
    if (line.previousElementSibling !== open[0]) open = [];
    const level = Math.min(Number(said?.[1] ?? 1), open.length + 1);
    const number = /^\(?([0-9]{1,3}|[a-z]{1,4})[.)]/i.exec(mark?.textContent.trim() ?? "");
    mark?.remove();
    open.length = Math.min(open.length, level);
    if (open.length === level && open[level - 1].localName !== (number ? "ol" : "ul")) open.length = level - 1;
    if (open.length < level) {
      const list = page.createElement(number ? "ol" : "ul");
      if (Number(number?.[1]) > 1) list.setAttribute("start", number[1]);
      if (level === 1) line.before(list);
      else open[level - 2].lastElementChild.append(list);
      open.push(list);
    }
    const item = page.createElement("li");
    item.append(...line.childNodes);
    open[level - 1].append(item);
    line.remove();
  }
}

function marks(page, element, unwrap) {
  const style = css(element).replace(/mso-[^;]*(;|$)/g, ""), names = [];
  if (/^(b|strong)$/.test(element.localName) ? !/font-weight:\s*(normal|[1-5]00)/.test(style) : /font-weight:\s*(bold|[6-9]00)/.test(style)) names.push("strong");
  if (/^(i|em)$/.test(element.localName) ? !/font-style:\s*normal/.test(style) : /font-style:\s*italic/.test(style)) names.push("em");
  if (/text-decoration[^;:]*:[^;]*line-through/.test(style)) names.push("s");
  if (element.closest("h1, h2, h3, h4, h5, h6") && names[0] === "strong") names.shift();
  for (const name of element.textContent.trim() ? names : []) {
    const made = page.createElement(name);
    made.append(...element.childNodes);
    element.append(made);
  }
  unwrap(element);
}

function address(link, unwrap) {
  const href = link.getAttribute("href") ?? "";
  const asked = /^https:\/\/www\.google\.com\/url\?/.test(href) ? new URL(href).searchParams.get("q") : href;
  if (/^(https?:|mailto:)/i.test(asked ?? "")) link.setAttribute("href", asked);
  else unwrap(link);
}
