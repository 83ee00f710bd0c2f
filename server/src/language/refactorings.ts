// The refactorings there are.
import { addStatuses, writeAnswer } from './answerMessage';
import { describeNodes } from './describeNodes';
import { describePackage } from './describePackage';
import { numberCommands } from './numberCommands';
import type { Refactoring } from './refactoring';
import { splitData } from './splitData';
import { wrapInAtomic, wrapInSequence } from './wrapCommands';

export const refactorings: readonly Refactoring[] = [numberCommands, wrapInSequence, wrapInAtomic, splitData, addStatuses, writeAnswer, describeNodes, describePackage];
