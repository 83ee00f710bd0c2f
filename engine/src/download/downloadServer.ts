// The Download Server: packages and their descriptors over HTTP, and the reports that come back. [DLOTA transaction]
import { fromBase64, fromUtf8Strictly } from '../base/bytes';
import { openGate } from '../base/gate';
import type { Exchange, HttpRequest, HttpResponse } from '../net/exchange';
import type { DownloadServerSetup } from './downloadServerSetup';
import { fileNameOf } from './fileName';
import { writeHttpDate } from './headerFields';
import { plainly, receiveReport } from './reportReceiver';
import { answerWith } from './representation';
import { contentNamed, represent } from './servedContent';

/**
 * Makes a server of what `setup` holds. What a peer asks is always answered; only a Failure of the files is thrown. An
 * answer to a HEAD has the Content-Length of what a GET would give, and no body.
 */
export function downloadServer(setup: DownloadServerSetup): Exchange {
  const etags = new WeakMap<Uint8Array, string>();
  const { gate = openGate } = setup;
  return async (request) => {
    const answered = await answer(request, setup, etags);
    const headers = { date: writeHttpDate(setup.clock.now()), ...answered.headers };
    // [RFC 9110 9.3.2] The answer to a HEAD is that to a GET, without the body.
    const response = { ...answered, headers, body: request.method === 'HEAD' ? new Uint8Array() : answered.body };
    await gate.pass({ actor: 'download-server', kind: 'respond', method: request.method, url: request.url, request, response });
    return response;
  };
}

async function answer(request: HttpRequest, setup: DownloadServerSetup, etags: WeakMap<Uint8Array, string>): Promise<HttpResponse> {
  const { auth, prefix, redirects = {}, reports } = setup;
  if (auth !== undefined && !isAuthentic(request.headers.authorization, auth.user, auth.password)) {
    const realm = (auth.realm ?? 'Download').replace(/[^ !#-[\]-~]/g, '');
    return plainly(401, 'This server wants a name and a password.', { 'www-authenticate': `Basic realm="${realm}", charset="UTF-8"` });
  }
  const { path, query } = targetOf(request.url);
  if (!path.startsWith(`${prefix}/`)) return missing;
  const under = path.slice(prefix.length);
  if (reports !== undefined && (under === reports.path || under.startsWith(`${reports.path}/`))) {
    const { status = 200 } = reports;
    return receiveReport(request, under.slice(reports.path.length), {
      clock: setup.clock,
      status,
      received: (report) => {
        reports.received(report);
      },
    });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plainly(405, 'Files are read here, nothing else.', { allow: 'GET, HEAD' });
  }
  const redirect = Object.hasOwn(redirects, under) ? redirects[under] : undefined;
  if (redirect !== undefined) return plainly(redirect.status, '', { location: redirect.location });
  const name = fileNameOf(under);
  if (name === undefined) return plainly(400, 'This path is not the name of a file.');
  const combined = setup.combined === 'always' || (setup.combined === 'when-asked' && query.split('&').includes('delivery=combined'));
  const content = await contentNamed(name, combined, setup);
  return content === undefined ? missing : answerWith(request, represent(content, setup, etags));
}

const missing = plainly(404, 'There is nothing of that name.');

/** Path and query of a request; the absolute form is one that servers must take. [RFC 9112 3.2.2] */
function targetOf(url: string): { readonly path: string; readonly query: string } {
  const local = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const mark = local.indexOf('?');
  return mark < 0 ? { path: local, query: '' } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

/** [RFC 7617 2] */
function isAuthentic(field: string | undefined, user: string, password: string): boolean {
  const token = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(field?.trim() ?? '')?.[1];
  const octets = token === undefined ? undefined : fromBase64(token);
  return octets !== undefined && fromUtf8Strictly(octets) === `${user}:${password}`;
}
