// The device's own view of its servers: the DMAcc objects of its tree. [DM-STDOBJ 5.3.1]
import { fromBase64, fromUtf8, toBase64, utf8 } from '../base/bytes';
import type { Account, AuthType, Credentials } from '../session/account';
import { findByType, nodeAt, withValue, type Tree, type TreeNode } from '../tree/tree';

/** An account and where it stands: nonces are kept in its AAuthData nodes. */
export interface DmAccount {
  /** The URI of the account's interior node, X. */
  readonly uri: string;
  /** Where the server is reached. */
  readonly address: string;
  readonly account: Account;
}

const identifier = 'urn:oma:mo:oma-dm-dmacc:1.0';

/** Every account that the tree holds. */
export function dmAccounts(tree: Tree): readonly DmAccount[] {
  const marked = findByType(tree, identifier);
  return (marked.length > 0 ? marked : ['./DMAcc']).flatMap((uri) => {
    const node = nodeAt(tree, uri);
    if (node === undefined) return [];
    // The identifier marks either the account itself or the node that holds the accounts.
    const own = readAccount(uri, node);
    if (own !== undefined) return [own];
    return [...(node.children ?? [])].flatMap(([name, child]) => readAccount(`${uri}/${name}`, child) ?? []);
  });
}

export function accountOf(tree: Tree, serverId: string): DmAccount | undefined {
  return dmAccounts(tree).find((known) => known.account.serverId === serverId);
}

/** The tree with another nonce in the account's AAuthData. */
export function withNonce(tree: Tree, account: DmAccount, which: 'client' | 'server', nonce: Uint8Array): Tree {
  const place = credentialsNode(nodeAt(tree, account.uri), which === 'client' ? 'CLCRED' : 'SRVCRED');
  const uri = `${account.uri}/AppAuth/${place ?? ''}/AAuthData`;
  const node = nodeAt(tree, uri);
  // Older descriptions keep the nonce as text.
  return node === undefined ? tree : withValue(tree, uri, node.format === 'bin' ? nonce : toBase64(nonce));
}

/** The tree with another secret in the account. */
export function withSecret(tree: Tree, account: DmAccount, which: 'client' | 'server', secret: string): Tree {
  const place = credentialsNode(nodeAt(tree, account.uri), which === 'client' ? 'CLCRED' : 'SRVCRED');
  const uri = `${account.uri}/AppAuth/${place ?? ''}/AAuthSecret`;
  return nodeAt(tree, uri) === undefined ? tree : withValue(tree, uri, secret);
}

/** The tree with another address in the account. */
export function withAddress(tree: Tree, account: DmAccount, address: string): Tree {
  const [first] = nodeAt(tree, `${account.uri}/AppAddr`)?.children?.keys() ?? [];
  return first === undefined ? tree : withValue(tree, `${account.uri}/AppAddr/${first}/Addr`, address);
}

function readAccount(uri: string, node: TreeNode): DmAccount | undefined {
  const serverId = leaf(node, 'ServerID');
  if (serverId === undefined) return undefined;
  const [address] = [...(node.children?.get('AppAddr')?.children?.values() ?? [])].map((entry) => leaf(entry, 'Addr') ?? '');
  const client = credentials(node, 'CLCRED');
  const server = credentials(node, 'SRVCRED');
  return {
    uri,
    address: address ?? '',
    account: {
      serverId,
      auth: authType(leaf(node, 'AAuthPref') ?? client?.type),
      client: { name: client?.name ?? '', secret: client?.secret ?? '', nonce: client?.nonce ?? new Uint8Array() },
      // [DM-SEC 5.1] The server's user name is its id, whatever stands in AAuthName.
      server: { name: serverId, secret: server?.secret ?? '', nonce: server?.nonce ?? new Uint8Array() },
    },
  };
}

function credentialsNode(account: TreeNode | undefined, level: string): string | undefined {
  for (const [name, entry] of account?.children?.get('AppAuth')?.children ?? []) {
    if (leaf(entry, 'AAuthLevel') === level) return name;
  }
  return undefined;
}

function credentials(account: TreeNode, level: string): (Credentials & { readonly type?: string }) | undefined {
  const place = credentialsNode(account, level);
  const entry = place === undefined ? undefined : account.children?.get('AppAuth')?.children?.get(place);
  if (entry === undefined) return undefined;
  const type = leaf(entry, 'AAuthType');
  return {
    name: leaf(entry, 'AAuthName') ?? '',
    secret: leaf(entry, 'AAuthSecret') ?? '',
    nonce: octets(entry.children?.get('AAuthData')?.value),
    ...(type !== undefined && { type }),
  };
}

function authType(written: string | undefined): AuthType {
  switch (written?.trim().toUpperCase()) {
    case 'BASIC':
      return 'basic';
    case 'HMAC':
      return 'hmac';
    case 'TRANSPORT':
      return 'none';
    default:
      // [DM-SEC 5.3] MD5 is what every client without transport-layer authentication supports.
      return 'md5';
  }
}

function leaf(node: TreeNode, name: string): string | undefined {
  const value = node.children?.get(name)?.value;
  return value instanceof Uint8Array ? fromUtf8(value) : value;
}

function octets(value: string | Uint8Array | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value === undefined ? new Uint8Array() : (fromBase64(value) ?? utf8(value));
}
