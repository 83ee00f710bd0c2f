// What is wrong with a file of accounts.
import { readAccounts } from '#engine/management/accounts';
import type { DocumentModel } from './documentModel';
import { joined, type Finding } from '#engine/rules/finding';

export function checkAccounts({ document, faults }: DocumentModel): readonly Finding[] {
  return joined(document, faults, readAccounts(document).problems);
}
