// The elements that Microsoft puts into device descriptions: its DDF v2, and what older files have in its place.
import { emptyContent, ordered, required, optional, row, table, textContent, unordered } from './rules';
import type { Content, ElementRule, Extension, Schema } from './schema';

const clause = 'MS-DDF 2';
const older = 'MS-DDF 1';

function oneOf(...values: readonly string[]): Content {
  return { kind: 'text', values };
}

const valueType = required('ValueType', 'What describes the values that are allowed.', ['None', 'XSD', 'RegEx', 'ADMX', 'JSON', 'ENUM', 'Flag', 'Range', 'SDDL']);
const values = ordered('(Enum+ | (Value, ValueDescription?) | AdmxBacked)?, List?');
const errors = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'].map((number) => `CommonError${number}`);

const rows: readonly ElementRule[] = [
  row('Diagnostics', textContent, clause, 'Which logs tell more about the feature.'),
  row('Applicability', unordered('OsBuildVersion? CspVersion? EditionAllowList? RequiresAzureAd?'), clause, 'On which systems the node and those below it are there.'),
  row('OsBuildVersion', textContent, clause, 'The first builds of the system that have the node.'),
  row('CspVersion', textContent, clause, 'The first version of the service that has the node.'),
  row('EditionAllowList', textContent, clause, 'The editions of the system that have the node.'),
  row('RequiresAzureAd', textContent, clause, 'The device must be joined to a directory for the node to be there.'),
  row('DynamicNodeNaming', ordered('(ServerGeneratedUniqueIdentifier | ClientInventory | UniqueName)'), clause, 'Who names a node that has no name here.'),
  row('ServerGeneratedUniqueIdentifier', emptyContent, clause, 'The server makes an identifier up.'),
  row('ClientInventory', emptyContent, clause, 'The device names what it has.'),
  row('UniqueName', textContent, clause, 'The server names the node, by this regular expression.'),
  row('AllowedValues', values, clause, 'The values that the node takes.', { attributes: [valueType] }),
  row('Enum', ordered('Value, ValueDescription?'), clause, 'One value that the node takes.'),
  row('Value', textContent, clause, 'A value, or what describes the values.'),
  row('ValueDescription', textContent, clause, 'What the value means.'),
  row('AdmxBacked', emptyContent, clause, 'The group policy template that describes the values.', {
    attributes: [
      required('Area', 'The area of the policy.'),
      required('Name', 'The name of the policy.'),
      required('File', 'The file of the template.'),
    ],
  }),
  row('List', emptyContent, clause, 'Several values may be given at once.', { attributes: [required('Delimiter', 'What stands between them.')] }),
  row('ReplaceBehavior', oneOf('Append', 'Replace'), clause, 'Whether a Replace adds to the value or takes its place.'),
  row('RebootBehavior', oneOf('None', 'Automatic', 'ServerInitiated'), clause, 'Whether the device must start anew for the node to take effect.'),
  row('GpMapping', emptyContent, clause, 'The group policy that does the same.', {
    attributes: [
      required('GpEnglishName', 'The name of the policy.'),
      required('GpAreaPath', 'The area of the policy.'),
      optional('GpElement', 'The element of the policy.'),
    ],
  }),
  row('CommonErrorResults', ordered(errors.map((name) => `${name}?`).join(', ')), clause, 'Errors that the service gives often, in words.'),
  ...errors.map((name) => row(name, textContent, clause, 'An error that the service gives often, in words.')),
  row('Deprecated', emptyContent, clause, 'The node should not be used any more.', { attributes: [optional('OsBuildDeprecated', 'The build since when.')] }),
  row('DependencyBehavior', ordered('DependencyGroup+'), clause, 'Other nodes that this one depends on.'),
  row('DependencyGroup', ordered('DependencyChangedAllowedValues?, Dependency+'), clause, 'Dependencies that count together.', {
    attributes: [required('FriendlyId', 'A name that tells the groups apart.')],
  }),
  row('DependencyChangedAllowedValues', values, clause, 'The values that the node takes where the dependencies hold.', { attributes: [valueType] }),
  row('Dependency', ordered('DependencyUri, DependencyAllowedValue'), clause, 'Another node that must, or must not, have certain values.', {
    attributes: [required('Type', 'Whether it must have them or must not.', ['DependsOn', 'Not'])],
  }),
  row('DependencyUri', textContent, clause, 'The URI of the other node.'),
  row('DependencyAllowedValue', values, clause, 'The values of the other node.', { attributes: [valueType] }),
  row(
    'ConflictResolution',
    oneOf('NoMerge', 'LowestValueMostSecure', 'HighestValueMostSecure', 'LastWrite', 'LowestValueMostSecureZeroHasNoLimits', 'HighestValueMostSecureZeroHasNoLimits'),
    clause,
    'Which value counts where several servers give one.',
  ),
  row('AtomicRequired', emptyContent, clause, 'The node and those below it are to be changed in one Atomic.'),
  row('SupportedValues', ordered('SupportedValue*'), older, 'The values that the node takes.', {
    attributes: [
      optional('AllowedValues', 'How they are given.'),
      optional('low', 'The least value.'),
      optional('high', 'The greatest value.'),
    ],
  }),
  row('SupportedValue', textContent, older, 'A value that the node takes.', {
    attributes: [optional('value', 'The value.'), optional('description', 'What it means.')],
  }),
  row('ADMXBacked', textContent, older, 'A group policy template describes the values.'),
  row('ADMXCategory', textContent, older, 'The category of the policy.'),
  row('ADMXPolicyName', textContent, older, 'The name of the policy.'),
  row('RWAccess', textContent, older, 'What a server may do with the node.'),
];

const inTree = ['Diagnostics'];
const inProperties = [
  'Applicability',
  'DynamicNodeNaming',
  'AllowedValues',
  'ReplaceBehavior',
  'RebootBehavior',
  'GpMapping',
  'CommonErrorResults',
  'Deprecated',
  'DependencyBehavior',
  'ConflictResolution',
  'AtomicRequired',
  'SupportedValues',
  'ADMXBacked',
  'ADMXCategory',
  'ADMXPolicyName',
  'RWAccess',
];

/** Not a kind of document: its roots are what a description may hold of it. */
export const microsoftDdf: Schema = {
  id: 'microsoft-ddf-2',
  title: 'Microsoft\u2019s DDF v2',
  namespaces: ['http://schemas.microsoft.com/MobileDevice/DM'],
  roots: [...inTree, ...inProperties],
  // Nothing that is wrong here keeps a description from being read.
  atWorst: 'warning',
  elements: table(...rows),
};

export const microsoftExtension: Extension = {
  schema: microsoftDdf,
  inside: new Map([
    ['MgmtTree', inTree],
    ['Node', []],
    ['DFProperties', inProperties],
  ]),
};
