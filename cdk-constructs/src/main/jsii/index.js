'use strict';

// Runs inside the CDK's Node process, so that a whole app costs the guard three round trips and not several for each
// resource; and because only here a resource can be seen as it will stand in the template: with what aspects changed and
// what escape hatches (addPropertyOverride) wrote over it. The jsii interface of the CDK shows a resource without them.

const { Annotations, CfnResource, DefaultTokenResolver, Reference, Stack, Stage, Tokenization, Validations } = require('aws-cdk-lib');

const RESOURCES = 'AWS::ElasticLoadBalancingV2::';
// The ids that TimeoutGuard and BackendTimers give themselves.
const GUARD = 'TimeoutGuard';
const DECLARATION = 'BackendTimers';

/** Renders a reference to another construct as that construct's path, whatever stack it is in. */
class References extends DefaultTokenResolver {
  constructor() {
    super({
      join: (left, right) =>
        left === undefined ? right : right === undefined ? left : { 'Fn::Join': ['', [left, right]] },
    });
  }

  resolveToken(token, context, postProcessor) {
    return Reference.isReference(token)
      ? { 'Fn::Construct': [token.target.node.path, token.displayName] }
      : super.resolveToken(token, context, postProcessor);
  }
}

const REFERENCES = new References();

/** Everything under `scope` but the stages that have a guard of their own. `late` is what stands in a nested stage. */
function visit(scope, take) {
  const walk = (construct, late) => {
    take(construct, late);
    for (const child of construct.node.children) {
      if (!Stage.isStage(child)) {
        walk(child, late);
      } else if (child.node.tryFindChild(GUARD) === undefined) {
        walk(child, true);
      }
    }
  };
  walk(scope, false);
}

/** The construct that a person knows: of an L1 resource inside an L2 construct, that construct. */
function shown(construct) {
  const parent = construct.node.scope;
  return construct.node.id === 'Resource' && parent && !Stack.isStack(parent) ? parent : construct;
}

/** What the guard reads of each type; everything else it need not resolve, which is what costs. */
const WANTED = {
  LoadBalancer: ['Type', 'LoadBalancerAttributes'],
  Listener: ['LoadBalancerArn', 'Protocol', 'ListenerAttributes', 'DefaultActions'],
  ListenerRule: ['ListenerArn', 'Actions'],
  TargetGroup: ['TargetType', 'Port', 'TargetGroupAttributes'],
};

/** The resource as the CDK itself renders it, with the wanted properties and what escape hatches say of any. */
function rendered(resource) {
  const wanted = WANTED[resource.cfnResourceType.substring(RESOURCES.length)].map((name) => name.toLowerCase());
  const properties = Object.fromEntries(
    Object.entries(resource.cfnProperties).filter(([name]) => wanted.includes(name.toLowerCase())),
  );
  const view = Object.create(resource, { cfnProperties: { value: properties } });
  const template = Tokenization.resolve(view._toCloudFormation(), {
    scope: resource,
    resolver: REFERENCES,
    preparing: false,
  });
  return Object.entries(template.Resources ?? {})[0];
}

function isWanted(construct) {
  return (
    CfnResource.isCfnResource(construct) &&
    construct.cfnResourceType.startsWith(RESOURCES) &&
    construct.cfnResourceType.substring(RESOURCES.length) in WANTED
  );
}

class ConstructTree {
  /** The load balancing resources under `scope` as JSON, and the paths of those with declared backend timers. */
  static read(scope) {
    const resources = [];
    const declared = [];
    visit(scope, (construct, late) => {
      if (construct.node.id === DECLARATION) {
        declared.push(construct.node.scope.node.path);
      } else if (isWanted(construct)) {
        const entry = rendered(construct);
        if (entry !== undefined) {
          const [logicalId, { Type, Properties }] = entry;
          resources.push({
            path: construct.node.path,
            shown: shown(construct).node.path,
            stack: Stack.of(construct).node.path,
            logicalId,
            type: Type.substring(RESOURCES.length),
            properties: Properties ?? {},
            late,
          });
        }
      }
    });
    return JSON.stringify({ resources, declared });
  }

  /** The declarations of backend timers under `scope`, in the order in which `read` names their places. */
  static declarations(scope) {
    const declarations = [];
    visit(scope, (construct) => {
      if (construct.node.id === DECLARATION) {
        declarations.push(construct);
      }
    });
    return declarations;
  }

  /** Adds a warning, or a remark, to each construct that is named by its path. */
  static annotate(scope, notes) {
    const byPath = new Map();
    visit(scope, (construct) => byPath.set(construct.node.path, construct));
    for (const { path, id, message, warning } of JSON.parse(notes)) {
      const construct = byPath.get(path);
      if (warning) {
        Validations.of(construct).addWarning(id, message);
      } else {
        Annotations.of(construct).addInfoV2(id, message);
      }
    }
  }
}

exports.ConstructTree = ConstructTree;
