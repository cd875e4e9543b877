import type { ReactNode } from 'react';
import { paths } from './paths.ts';
import { stylesheet } from './stylesheet.ts';

export interface Frame {
  readonly provinceName: string;
  readonly timeZone: string;
}

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export type Section = 'overview' | 'mailbox' | 'snapshots' | 'findings' | 'assignments' | null;

const sections = [
  { id: 'overview', text: 'Tổng quan', href: paths.overview() },
  { id: 'assignments', text: 'Báo cáo được giao', href: paths.assignments },
  { id: 'findings', text: 'Phát hiện', href: paths.findings() },
  { id: 'snapshots', text: 'Dữ liệu', href: paths.snapshots },
  { id: 'mailbox', text: 'Thư đã gửi', href: paths.mailbox() },
] as const;

interface LayoutProps {
  readonly frame: Frame;
  readonly title: string;
  readonly section: Section;
  readonly crumbs?: readonly Crumb[];
  readonly children: ReactNode;
}

/** The frame of every page: whose page it is, where one is, and that the data are a sample. */
export function Layout({ frame, title, section, crumbs = [], children }: LayoutProps) {
  return (
    <html lang="vi">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – Đúng Hẹn ${frame.provinceName}`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; React would escape its quotes */}
        <style dangerouslySetInnerHTML={{ __html: stylesheet }} />
      </head>
      <body>
        <a className="skip" href="#noi-dung">
          Đến nội dung chính
        </a>
        <header className="masthead">
          <div className="inner">
            <p className="brand">
              <a href={paths.overview()}>Đúng Hẹn</a>
              <span>Theo dõi việc giải quyết thủ tục hành chính, {frame.provinceName}</span>
            </p>
            <nav aria-label="Các mục">
              <ul>
                {sections.map(({ id, text, href }) => (
                  <li key={id}>
                    <a href={href} {...(id === section && { 'aria-current': 'page' })}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="noi-dung">
          {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
          {children}
        </main>
        <footer>
          <div className="inner">
            <p>
              Trang chạy thử tại máy này; không phải số liệu công bố chính thức của cơ quan nào và không gửi thư ra
              ngoài.
            </p>
            <p>Tỷ lệ được so với ngưỡng bằng phép so sánh số nguyên, không làm tròn. Giờ: {frame.timeZone}.</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Vị trí trang">
      <ol>
        {crumbs.map(({ text, href }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A wide table in a frame that scrolls on narrow screens, by keyboard too. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
