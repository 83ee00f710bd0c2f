// Code actions. What they are made by is loaded with the rules when the first is asked for.
import { CodeActionKind, CodeActionRequest, CodeActionResolveRequest } from 'vscode-languageserver';
import { fixAllKind, resolves } from './codeActionSupport';
import { answering, row } from './feature';

export const codeAction = row(
  (client) => ({ codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.RefactorExtract, fixAllKind], resolveProvider: resolves(client) } }),
  answering(CodeActionRequest.type, null, async (params, setting) => (await import('./codeActions')).actionsAt(params, setting)),
  answering(CodeActionResolveRequest.type, { title: '' }, async (action, setting) => (await import('./codeActions')).resolvedAction(action, setting)),
);
