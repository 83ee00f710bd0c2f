// What an open document is taken for, and what is left out of it, for the editor's status bar.
import { ProtocolRequestType } from 'vscode-languageserver';
import { leftOutOf } from '../language/largeDocument';
import { titleOf } from '../language/titles';
import { statusRequests, type DocumentStatus, type DocumentStatusArguments } from '../messages';
import { feature } from './feature';

const statusType = new ProtocolRequestType<DocumentStatusArguments, DocumentStatus | null, never, void, void>(statusRequests.document);

export const documentStatus = feature(statusType, () => ({}), null, ({ uri }, { desk }) => {
  const model = desk.model(uri);
  const title = model === undefined ? undefined : titleOf(model);
  if (model === undefined || title === undefined) return null;
  const leftOut = leftOutOf(model.text.length);
  return { title, ...(leftOut !== undefined && { leftOut }) };
});
