// Blocks of the page that lie over one another, and elements that reach beyond the window.
() => {
  const found = [], name = (node) => `${node.tagName} ${node.id || node.className}`;
  const shown = (node) => node.getClientRects().length && getComputedStyle(node).position !== "absolute";
  const blocks = [
    ...document.querySelectorAll("header, main > section, .columns > section, .columns > nav, footer, article, .panel > *, section > *"),
  ].filter(shown);
  blocks.forEach((one, number) => {
    for (const other of blocks.slice(number + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push(`${name(one)} over ${name(other)}`);
    }
  });
  const width = document.documentElement.clientWidth;
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest(".scroll, svg, script, style, .skip") || !node.getClientRects().length) continue;
    if (node.getBoundingClientRect().right > width + 1) found.push(`${name(node)} beyond the window`);
  }
  if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
  return found;
}
