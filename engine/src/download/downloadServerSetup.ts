// What a Download Server is made of.
import type { Clock } from '../base/clock';
import type { Gate } from '../base/gate';
import type { Hasher } from '../base/hasher';
import type { DownloadDescriptor } from './descriptor';
import type { RespondAct } from './downloadAct';
import type { ReceivedReport } from './reportReceiver';

export interface DownloadFile {
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The port to the folder of packages and descriptors. */
export interface DownloadFiles {
  /**
   * A file by its name, segments joined by `/`; undefined where there is none. Names never lead out of the folder by
   * themselves; an implementation that stands on a disk doesn't follow links out of it either. Giving the same octets
   * as the same object saves the server from digesting them again.
   */
  read(name: string): Promise<DownloadFile | undefined>;
}

export interface BasicCredentials {
  readonly user: string;
  readonly password: string;
}

/** Where a request is sent instead. */
export interface Redirect {
  readonly status: 301 | 302 | 303 | 307 | 308;
  /** A path of the server, or an absolute address. */
  readonly location: string;
}

export interface ReportReceiving {
  /** Under the prefix: `/notify`. Whatever follows names the job. */
  readonly path: string;
  received(report: ReceivedReport): void;
  /** What a report is answered with. Default 200. */
  readonly status?: number;
}

export interface DescriptorMaking {
  /** Suffixes of packages for which `NAME.dd` is made where no file has that name, in the order in which they are tried. */
  readonly suffixes: readonly string[];
  /** Changes what has been made before it is sent. */
  adapt?(made: DownloadDescriptor, packageName: string): DownloadDescriptor;
}

export interface DownloadServerSetup {
  readonly files: DownloadFiles;
  readonly clock: Clock;
  readonly hasher: Hasher;
  /** Where the server can be reached, without a path: `http://127.0.0.1:34567`. Asked for when a request has come. */
  origin(): string;
  /** The path under which everything stands, `/fw`; empty for none. */
  readonly prefix: string;
  /** By suffix, `.fwp`; a file without a row is not given to anybody, unless there is one for `*`. Default `mediaTypes`. */
  readonly types?: Readonly<Record<string, string>>;
  /** With these, nothing is answered without them, by HTTP basic authentication. */
  readonly auth?: BasicCredentials & { readonly realm?: string };
  readonly reports?: ReportReceiving;
  readonly descriptors?: DescriptorMaking;
  /**
   * When a descriptor goes out with its object in one response: where the query says `delivery=combined`, or always.
   * Default never. [DLOTA combined delivery]
   */
  readonly combined?: 'when-asked' | 'always';
  /** By path under the prefix. */
  readonly redirects?: Readonly<Record<string, Redirect>>;
  /** Which validators are sent. Default both. */
  readonly validators?: readonly ('etag' | 'last-modified')[];
  /** Whether parts of files can be asked for. Default true. */
  readonly ranges?: boolean;
  /** Passed before each answer. */
  readonly gate?: Gate<RespondAct>;
}

/** What is given to everybody who asks. Documents that may hold secrets, `.xml` first, have no row on purpose. */
export const mediaTypes: Readonly<Record<string, string>> = {
  '.dd': 'application/vnd.oma.dd+xml',
  '.fwp': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.img': 'application/octet-stream',
  '.pkg': 'application/octet-stream',
  '.delta': 'application/octet-stream',
  '.zip': 'application/zip',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
};

/** The suffix of a name, in lower case, with its dot; empty where it has none. */
export function suffixOf(name: string): string {
  return /\.[^./]*$/.exec(name)?.[0].toLowerCase() ?? '';
}
