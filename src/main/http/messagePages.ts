// The few pages that are no part of the window: an error in words, and the form for a password. They load nothing and run nothing.
import { randomBytes } from 'node:crypto';

/** A page with a title and a sentence. */
export function messagePage(status: number, title: string, message: string): Response {
  return page(status, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p>`);
}

export function passwordPage(problem: string | null): Response {
  const note = problem === null ? '' : `<p role="alert">${escapeHtml(problem)}</p>`;
  const form = `<form method="post" action="/sign-in"><label>Password
    <input type="password" name="password" autocomplete="current-password" required autofocus></label> <button>Sign in</button></form>`;
  return page(problem === null ? 200 : 401, `<h1>Fovea</h1>${note}${form}`);
}

const style = `html{background:#121212;color:#e6e6e6;color-scheme:dark;font:13px/20px Inter,system-ui,sans-serif}
body{max-width:72ch;margin:15vh auto;padding:0 24px}h1{font-size:20px;line-height:28px}footer{color:#b3b3b3;font-size:12px}`;

function page(status: number, body: string): Response {
  const nonce = randomBytes(16).toString('base64url');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fovea</title><style nonce="${nonce}">${style}</style>
<body>${body}<footer>Research use only, not for diagnosis.</footer></body></html>`;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
