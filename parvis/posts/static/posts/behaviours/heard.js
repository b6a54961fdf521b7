// A post on the page was answered, or somebody reacted: its numbers follow, in place. New comments are offered as a number, never
// pushed under the eyes of who reads. What one holds (the focus, an open menu, a sign that has not settled) is left alone.
const asked = new Map();
let timer = null;

async function ask() {
  const shows = new Map(asked);
  asked.clear();
  timer = null;
  const answer = await fetch(`/posts/heard/?ids=${[...shows.keys()].join(",")}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  for (const post of (await answer.json()).posts) shows.get(post.id)?.(post);
}
function isHeld(piece) {
  return piece.contains(document.activeElement) || piece.querySelector("details[open], .fresh");
}
function showReactions(id, html) {
  const old = document.getElementById(`reactions-${id}`);
  if (!old || isHeld(old)) return;
  const made = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  old.replaceWith(made);
  window.htmx?.process(made);
  made.dispatchEvent(new CustomEvent("parvis:added", { bubbles: true }));
}
export default function heard(link) {
  const id = link.dataset.live.replace("post:", "");
  function show(post) {
    link.textContent = post.words;
    showReactions(id, post.reactions);
    const offer = document.getElementById("new-said");
    if (!offer || offer.dataset.post !== id) return;
    const more = post.comments - Number(offer.dataset.known);
    offer.hidden = more <= 0;
    const said = offer.querySelector("a");
    said.textContent = more === 1 ? offer.dataset.one : offer.dataset.many.replace("{n}", more);
    said.href = `/posts/${id}/?said=${post.comments}#comments`;
  }
  document.addEventListener("parvis:hint", ({ detail }) => {
    if (!link.isConnected || !(detail.stale || detail.post?.includes(id))) return;
    asked.set(id, show);
    timer ??= setTimeout(ask, 100 + Math.random() * (detail.in ?? 0));
  });
}
