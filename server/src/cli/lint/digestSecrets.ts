// `--accounts`: the secrets with which the digests of notifications and sessions are checked.
import type { Hasher } from '#engine/base/hasher';
import { readAccounts, type DeviceAccount } from '#engine/management/accounts';
import type { NotificationSecrets } from '#engine/rules/bytesFacts';
import type { SessionSecrets } from '#engine/rules/sessionFacts';
import { decodeText } from '#engine/xml/encoding';
import { parseXml } from '#engine/xml/parse';
import { WrongCall } from '../terminal';

export interface DigestSecrets {
  readonly notifications: NotificationSecrets;
  readonly sessions: SessionSecrets;
}

/** Throws a WrongCall where the octets aren't accounts. */
export function readDigestSecrets(octets: Uint8Array | undefined, path: string, hasher: Hasher): DigestSecrets {
  if (octets === undefined) throw new WrongCall(`There is nothing at ${path}.`);
  const { document, problems: faults } = parseXml(decodeText(octets).text);
  const { accounts, problems } = readAccounts(document);
  const fault = [...faults, ...problems].find(({ severity }) => severity === 'error');
  if (fault !== undefined) throw new WrongCall(`${path} holds no accounts: ${fault.message}`);
  return { notifications: { hasher, of: () => accounts.map(({ server }) => server) }, sessions: { hasher, of: sessionSecrets(accounts) } };
}

/** The account of the session's device; a single account is meant whatever the device calls itself. */
function sessionSecrets(accounts: readonly DeviceAccount[]): SessionSecrets['of'] {
  return (sender, name, device) => {
    const account = accounts.find(({ deviceId }) => deviceId === device) ?? (accounts.length === 1 ? accounts[0] : undefined);
    if (account === undefined) return undefined;
    if (sender === 'client') return known(account.client.name, account.client);
    return name === undefined ? undefined : known(name, account.server);
  };
}

/** An account that has no nonce doesn't say what the first digest is made with. */
function known(name: string, { secret, nonce }: { readonly secret: string; readonly nonce: Uint8Array }): ReturnType<SessionSecrets['of']> {
  return { name, secret, ...(nonce.length > 0 && { nonce }) };
}
