// The accounts of a Management Server: which device authenticates how. A file of its own, so that a flow can be mailed
// without secrets.
import { fromBase64 } from '../base/bytes';
import type { Problem } from '../base/problem';
import { accountsSchema } from '../schema/accounts';
import { validate } from '../schema/validate';
import type { Account, AuthType, Credentials } from '../session/account';
import { attribute, child, childElements, type Element, type XmlDocument } from '../xml/element';

/** What the server knows of one device before it ever calls. */
export interface DeviceAccount {
  readonly deviceId: string;
  readonly auth: AuthType;
  readonly client: Credentials;
  readonly server: Omit<Credentials, 'name'>;
}

/** Reads `<accounts xmlns="urn:fumo-tools:accounts:1">`. */
export function readAccounts(document: XmlDocument): { readonly accounts: readonly DeviceAccount[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [...validate(document, accountsSchema)];
  const accounts: DeviceAccount[] = [];
  for (const entry of document.root === undefined ? [] : childElements(document.root)) {
    const deviceId = attribute(entry, 'device')?.value;
    const client = child(entry, 'client');
    const server = child(entry, 'server');
    if (deviceId === undefined || client === undefined || server === undefined) continue;
    if (accounts.some((known) => known.deviceId === deviceId)) {
      problems.push({
        code: 'account-twice',
        severity: 'error',
        message: `The device ${deviceId} has an account already; the server could not tell which one counts.`,
        range: entry.startTag,
      });
      continue;
    }
    accounts.push({
      deviceId,
      auth: readAuth(attribute(entry, 'auth')?.value),
      client: { name: attribute(client, 'name')?.value ?? '', ...readSecret(client, problems) },
      server: readSecret(server, problems),
    });
  }
  return { accounts, problems };
}

/** The account as the session needs it: the server presents itself under its own id. [DM-STDOBJ 5.3.1] */
export function sessionAccount(account: DeviceAccount, serverId: string): Account {
  return { serverId, auth: account.auth, client: account.client, server: { name: serverId, ...account.server } };
}

function readAuth(value: string | undefined): AuthType {
  return value === 'none' || value === 'basic' || value === 'hmac' ? value : 'md5';
}

function readSecret(of: Element, problems: Problem[]): Omit<Credentials, 'name'> {
  const written = attribute(of, 'nonce');
  const nonce = fromBase64(written?.value ?? '');
  if (written !== undefined && nonce === undefined) {
    problems.push({
      code: 'nonce-not-base64',
      severity: 'error',
      message: `A nonce is written in base64; "${written.value}" is not.`,
      range: written.valueRange,
      clause: 'DM-REP 6.1.2',
    });
  }
  return { secret: attribute(of, 'secret')?.value ?? '', nonce: nonce ?? new Uint8Array() };
}
