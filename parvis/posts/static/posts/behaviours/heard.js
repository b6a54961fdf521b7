// A post on the page was answered, or somebody reacted: its numbers follow, in place. They come with the news; only what is drawn for
// each reader (the signs) is asked for, later, when it is not what the page shows. New comments are offered as a number, never pushed
// under the eyes of who reads. What one holds (the focus, an open menu, a sign that has not settled) is left alone.
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
// Whether the signs shown are these already; if not, their sum is shown at once.
function areShown(id, signs) {
  const shown = document.getElementById(`reactions-${id}`);
  if (!shown || shown.dataset.signs === undefined) return !shown;
  const said = Object.entries(signs).map(([sign, count]) => `${sign}:${count}`).sort().join(" ");
  if (shown.dataset.signs.trim().split(" ").sort().join(" ") === said) return true;
  const button = document.getElementById(`react-${id}`), sum = Object.values(signs).reduce((all, count) => all + count, 0);
  if (button && !isHeld(shown)) button.textContent = button.textContent.split(" · ")[0] + (sum ? ` · ${sum.toLocaleString(document.documentElement.lang)}` : "");
  return false;
}
export default function heard(link) {
  const id = link.dataset.live.replace("post:", ""), { none, one, many } = link.dataset;
  function showComments(count, words) {
    link.textContent = words;
    const offer = document.getElementById("new-said");
    if (!offer || offer.dataset.post !== id) return;
    const more = count - Number(offer.dataset.known);
    offer.hidden = more <= 0;
    const said = offer.querySelector("a");
    said.textContent = more === 1 ? offer.dataset.one : offer.dataset.many.replace("{n}", more);
    said.href = `/posts/${id}/?said=${count}#comments`;
  }
  function show(post) {
    showComments(post.comments, post.words);
    showReactions(id, post.reactions);
  }
  document.addEventListener("parvis:hint", ({ detail }) => {
    if (!link.isConnected || !(detail.stale || detail.post?.includes(id))) return;
    const now = detail.now?.post?.[id];
    if (now && many && !detail.stale) {
      showComments(now.comments, now.comments > 1 ? many.replace("{n}", now.comments) : now.comments ? one : none);
      if (areShown(id, now.signs)) return;
    }
    asked.set(id, show);
    timer ??= setTimeout(ask, 100 + Math.random() * (detail.in ?? 0));
  });
}
