// What one may write, the same short list as the server keeps (posts/writing.py). Typing Markdown turns into it at once.
// After a space, an apostrophe or an opening mark: "l’*idée*", « **oui** ».
const typed = (lib, mark, ...signs) => mark.extend({
  addInputRules() {
    return signs.map((sign) => lib.markInputRule({ find: new RegExp(`(?<=^|[\\s(\\[«"'’—-])${sign}([^\\s${sign.at(-1)}](?:[^${sign.at(-1)}]*[^\\s${sign.at(-1)}])?)${sign}$`), type: this.type }));
  },
});

export default function schema(lib, { article, placeholder, ask }) {
  const link = lib.Link.extend({
    addKeyboardShortcuts: () => ({ "Mod-k": () => { ask.link(); return true; } }),
  }).configure({
    openOnClick: false, enableTarget: false, defaultProtocol: "https",
    isAllowedUri: (url) => /^(https?:|mailto:|\/(?!\/)|www\.|[^@\s:]+@[^@\s:]+\.\w+$)/i.test(url),
    // "fin.Et" is two sentences, not an address.
    shouldAutoLink: (url) => /^(https?:\/\/|www\.)|^[^@\s]+@[^@\s]+\.\w+$/i.test(url),
  });
  const ordered = lib.OrderedList.extend({
    addNodeView: null,
    addAttributes: () => ({ start: { default: 1, parseHTML: (element) => Number(element.getAttribute("start")) || 1 } }),
    addInputRules() {
      return [lib.wrappingInputRule({
        find: /^(\d{1,3})[.)]\s$/, type: this.type, getAttributes: (match) => ({ start: Number(match[1]) }),
        joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
      })];
    },
  });
  // Only pictures kept here; their size is the server's to say.
  const image = lib.Image.extend({
    addAttributes: () => ({ src: { default: null }, alt: { default: "" }, width: { default: null }, height: { default: null } }),
    parseHTML: () => [{ tag: 'img[src^="/attachments/"]' }],
    addInputRules: () => [],
  });
  return [
    lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.UndoRedo, lib.Gapcursor, lib.Dropcursor.configure({ class: "rich__drop", color: false }),
    
    typed(lib, lib.Bold, "\\*\\*", "__"), typed(lib, lib.Italic, "\\*", "_"), typed(lib, lib.Strike, "~~"), typed(lib, lib.Code, "`"), lib.CodeBlock, lib.Blockquote, lib.BulletList, ordered, lib.ListItem, lib.HorizontalRule, link,
    lib.Placeholder.configure({ placeholder }),
    ...(article ? [lib.Heading.configure({ levels: [2, 3] }), image, lib.TrailingNode] : []),
  ];
}
