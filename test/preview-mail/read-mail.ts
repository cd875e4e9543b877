/** The texts of an HTML mail as its reader sees them, in their order: without head, comments and the hidden preview, entities decoded. */
export function textsOf(html: string): string[] {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>\s*<\/div>/s, '')
    .replace(/<\/?span[^>]*>/g, '')
    .replace(/<!--.*?-->/gs, '')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&(amp|lt|gt|quot|#x27);/g, (_entity, name: string) => entities[name] ?? '').trim())
    .filter((text) => text !== '');
}

/** Every tag as it opens, comments apart: `<td class="ink" …>`. */
export function openingTags(html: string, name: string): string[] {
  return html.replace(/<!--.*?-->/gs, '').match(new RegExp(`<${name}(\\s[^>]*)?>`, 'gi')) ?? [];
}
