import type { PreviewedMail } from './compose-preview.ts';
import { type View, views } from './photograph.ts';

export function pictureName({ name }: PreviewedMail, { width, colours }: View): string {
  return `${name}-${width}-${colours}.png`;
}

/** All mails on one page, each with its views side by side. */
export function indexPage(mails: readonly PreviewedMail[], isWithPictures: boolean): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Mails of Đúng Hẹn</title><style>
body{font:15px/1.5 system-ui,sans-serif;margin:24px;background:#f4f4f4;color:#222}
section{margin:0 0 48px} nav a{margin-right:12px} .views{display:flex;gap:16px;align-items:flex-start;overflow-x:auto}
img,iframe{border:1px solid #bbb;background:#fff} iframe{height:900px} pre{white-space:pre-wrap}
</style></head><body><h1>Mails of Đúng Hẹn</h1>
<nav>${mails.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' ')}</nav>
${mails.map((mail) => section(mail, isWithPictures)).join('\n')}
</body></html>
`;
}

function section(mail: PreviewedMail, isWithPictures: boolean): string {
  const { name, about, subject, text, attachments } = mail;
  const attached = attachments.map(({ filename, bytes }) => `${escaped(filename)} (${bytes} B)`).join(', ');
  return `<section id="${name}"><h2>${escaped(about)}</h2>
<p><strong>${escaped(subject)}</strong><br>
<a href="${name}.html">HTML</a> <a href="${name}.txt">text</a> <a href="${name}.eml">the mail itself</a>${attached && `; attached: ${attached}`}</p>
<div class="views">${views.map((view) => viewOf(mail, view, isWithPictures)).join('')}</div>
<details><summary>Text part</summary><pre>${escaped(text)}</pre></details></section>`;
}

function viewOf(mail: PreviewedMail, view: View, isWithPictures: boolean): string {
  const { width, colours } = view;
  if (isWithPictures) {
    return `<img src="${pictureName(mail, view)}" width="${width}" alt="${mail.name}, ${width} px, ${colours}" loading="lazy">`;
  }
  if (colours === 'dark') return ''; // a frame has the colours of the browser that shows it
  return `<iframe src="${mail.name}.html" width="${width}" title="${mail.name}, ${width} px" loading="lazy"></iframe>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
