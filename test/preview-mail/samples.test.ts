import { beforeAll, describe, expect, test } from '@jest/globals';
import { composePreview, type PreviewedMail } from '../../infra/local/preview-mail/compose-preview.ts';
import { mailSamples, topicSamples } from '../../infra/local/preview-mail/samples.ts';
import { MOST_HTML_BYTES } from '../../infra/local/preview-mail/write-previews.ts';
import { palette } from '../../shared/notice/letter-styles.ts';
import { digestOrderSchema, topicSchema } from '../../shared/notice/notice.ts';
import { openingTags, textsOf } from './read-mail.ts';

const kinds = topicSchema.options.map(({ shape }) => shape.kind.value);

test('every kind of topic has a preview, and each tells that kind', () => {
  expect(Object.keys(topicSamples).sort()).toEqual([...kinds].sort());
  for (const kind of kinds) {
    for (const { order } of topicSamples[kind]) expect(order.topics.map((topic) => topic.kind)).toEqual([kind]);
  }
});

test('previews have names of their own, and orders that send-notice takes', () => {
  expect(new Set(mailSamples.map(({ name }) => name)).size).toBe(mailSamples.length);
  for (const { name, order } of mailSamples) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(digestOrderSchema.parse(order)).toEqual(order);
  }
});

describe.each(mailSamples.map((sample) => [sample.name, sample] as const))('the mail %s', (_name, sample) => {
  let mail: PreviewedMail;
  beforeAll(async () => {
    mail = await composePreview(sample);
  });

  test('says in its text part everything that its HTML part says', () => {
    const text = mail.text.replace(/\s+/g, ' ');
    // Places in a row are written otherwise: `1. [Trừ 0,5 điểm] Sở Xây dựng`
    const texts = textsOf(mail.html).map((one) => one.replace(/\s+/g, ' ').replace(/^\d+\. (?=\D)/, ''));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((one) => !text.includes(one))).toEqual([]);
  });

  test('is clipped by no mail program and fetches nothing', () => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(MOST_HTML_BYTES);
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|form|a)[\s>]|url\(|https?:/i);
  });

  test('is Vietnamese, has one first heading and no level left out, and marks its layout', () => {
    expect(mail.html).toMatch(/<html[^>]* lang="vi">/);
    expect(mail.html).toMatch(/<table[^>]* lang="vi"[^>]*class="sheet"|<table[^>]*class="sheet"[^>]* lang="vi"/);
    expect(textsOf(mail.html.match(/<title>.*<\/title>/s)?.[0] ?? '')).toEqual([mail.subject]);
    expect(openingTags(mail.html, 'h1')).toHaveLength(1);
    expect(openingTags(mail.html, 'h2').length).toBeGreaterThanOrEqual(1);
    expect(openingTags(mail.html, 'h[3-6]')).toEqual([]);
    const ofFacts = openingTags(mail.html, 'table').filter((tag) => !tag.includes('role="presentation"'));
    expect(ofFacts.length).toBeGreaterThanOrEqual(1);
    expect(ofFacts.length).toBeLessThanOrEqual(sample.order.topics.length);
    expect(openingTags(mail.html, 'th').filter((tag) => !tag.includes('scope="row"'))).toEqual([]);
  });

  test('lets what is coloured for daylight be coloured anew in the dark', () => {
    const coloured = openingTags(mail.html, '[a-z0-9]+').filter((tag) => /[";]color:#/.test(tag));
    expect(coloured.length).toBeGreaterThan(10);
    expect(coloured.filter((tag) => !/class="[^"]*\b(ink|soft|label|sender|office)\b/.test(tag))).toEqual([]);
    const colours = new Set(mail.html.replace(/<head>.*?<\/head>/s, '').match(/#[0-9a-f]{6}\b/g));
    expect([...colours].filter((colour) => !Object.values(palette.light).includes(colour))).toEqual([]);
  });
});
