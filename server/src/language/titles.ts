// What a document is taken for, in a word or two.
import type { DocumentModel } from './documentModel';

/** Like `SyncML 1.2 message`; undefined where it is none of ours. */
export function titleOf({ kind, document }: DocumentModel): string | undefined {
  switch (kind) {
    case 'message': {
      const [, version] = /(1\.[0-9])$/.exec(document.root?.namespace ?? '') ?? [];
      return `SyncML${version === undefined ? '' : ` ${version}`} message`;
    }
    case 'description':
      return 'Device description';
    case 'tree':
      return 'Serialised tree (TNDS)';
    case 'descriptor':
      return 'Download descriptor';
    case 'flow':
      return 'Update flow';
    case 'accounts':
      return 'Accounts';
    case 'unknown':
      return undefined;
  }
}
