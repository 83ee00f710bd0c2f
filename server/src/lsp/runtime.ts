// What the language server needs of the machine that it runs on.
import type { Clock } from '#engine/base/clock';
import type { Files } from '#engine/base/files';
import type { Hasher } from '#engine/base/hasher';
import type { Folders } from '../language/folders';

export interface ServerRuntime {
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly folders: Folders;
  /** Files of the machine; `open` gives the text of a document that an editor has open, which stands for the file. */
  files(open: (uri: string) => string | undefined): Files;
  /** Resolves when whatever has arrived meanwhile, such as the cancelling of a request, has been taken in. */
  turn(): Promise<void>;
}
