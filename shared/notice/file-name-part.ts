/** Text as every mail program and file system takes it in a name: `Sở Xây dựng` -> `so-xay-dung`. */
export function fileNamePart(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
