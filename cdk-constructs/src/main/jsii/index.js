'use strict';

// Runs inside the CDK's Node process, so that a whole app costs the guard one round trip and not several for each
// resource; and because only here a resource can be seen as it will stand in the template: with what aspects changed and
// what escape hatches (addPropertyOverride) wrote over it. The jsii interface of the CDK shows a resource without them.

const {
  Annotations,
  CfnResource,
  DefaultTokenResolver,
  Reference,
  Stack,
  Stage,
  Token,
  Tokenization,
  Validations,
} = require('aws-cdk-lib');

const RESOURCES = 'AWS::ElasticLoadBalancingV2::';
// The id that TimeoutGuard gives itself.
const GUARD = 'TimeoutGuard';

/** What the guard reads of each type; everything else it need not resolve, which is what costs. */
const WANTED = {
  LoadBalancer: ['Type', 'LoadBalancerAttributes'],
  Listener: ['LoadBalancerArn', 'Protocol', 'ListenerAttributes', 'DefaultActions'],
  ListenerRule: ['ListenerArn', 'Actions'],
  TargetGroup: ['TargetType', 'Port', 'TargetGroupAttributes'],
};

/** A reference to another construct as that construct's path, whatever stack it is in. */
function path(reference) {
  return { 'Fn::Construct': [reference.target.node.path, reference.displayName] };
}

class References extends DefaultTokenResolver {
  constructor() {
    super({
      join: (left, right) =>
        left === undefined ? right : right === undefined ? left : { 'Fn::Join': ['', [left, right]] },
    });
  }

  resolveToken(token, context, postProcessor) {
    return Reference.isReference(token) ? path(token) : super.resolveToken(token, context, postProcessor);
  }
}

const REFERENCES = new References();

function resolved(value, scope) {
  return Tokenization.resolve(value, { scope, resolver: REFERENCES, preparing: false });
}

/** Everything under `scope` but the nested stages, which are synthesised by themselves and have guards of their own. */
function visit(scope, take) {
  take(scope);
  for (const child of scope.node.children) {
    if (!Stage.isStage(child)) {
      visit(child, take);
    }
  }
}

/** The construct that a person knows: of an L1 resource inside an L2 construct, that construct. */
function shown(construct) {
  const parent = construct.node.scope;
  return construct.node.id === 'Resource' && parent && !Stack.isStack(parent) ? parent : construct;
}

/** The type of a load balancing resource without the service, or undefined of everything else. */
function wantedType(construct) {
  if (!CfnResource.isCfnResource(construct) || !construct.cfnResourceType.startsWith(RESOURCES)) {
    return undefined;
  }
  const type = construct.cfnResourceType.substring(RESOURCES.length);
  return type in WANTED ? type : undefined;
}

/** The properties in the words of a template, where the L1 constructs have theirs in camel case. */
function templateCase(value) {
  if (Array.isArray(value)) {
    return value.map(templateCase);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const properties = {};
  for (const name of Object.keys(value)) {
    properties[name[0].toUpperCase() + name.substring(1)] = templateCase(value[name]);
  }
  return properties;
}

/** A property's value; only what is a token, or has one in it, is left to the CDK, which takes its time. */
function valueOf(value, scope) {
  if (typeof value === 'string' || typeof value === 'number') {
    if (!Token.isUnresolved(value)) {
      return value;
    }
    const token = Tokenization.reverse(value, { failConcat: false });
    return Reference.isReference(token) ? path(token) : templateCase(resolved(value, scope));
  }
  return Reference.isReference(value) ? path(value) : templateCase(resolved(value, scope));
}

/** The wanted properties as they will stand in the template, or undefined if the resource will not. */
function propertiesOf(resource, type) {
  if (!resource.shouldSynthesize()) {
    return undefined;
  }
  const wanted = WANTED[type];
  const properties = {};
  if (Object.keys(resource.rawOverrides).length > 0) {
    const [rendered] = Object.values(resolved(resource._toCloudFormation(), resource).Resources);
    for (const name of wanted) {
      properties[name] = rendered.Properties?.[name];
    }
    return properties;
  }
  const stated = resource.cfnProperties;
  for (const name of wanted) {
    const value = stated[name[0].toLowerCase() + name.substring(1)] ?? stated[name];
    if (value !== undefined) {
      properties[name] = valueOf(value, resource);
    }
  }
  return properties;
}

/** What a function of CloudFormation names by its logical id: `{"Ref": id}`, `{"Fn::GetAtt": [id, …]}` or `"id.…"`. */
function logicalIdIn(value) {
  const attribute = value?.['Fn::GetAtt'];
  return value?.Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split?.('.')[0]);
}

/** Makes paths of what escape hatches and untyped resources name by logical id. Seldom, so that nothing else pays. */
function followLogicalIds(resources) {
  const byId = new Map();
  const key = (construct, id) => `${Stack.of(construct).node.path} ${id}`;
  for (const { construct } of resources) {
    byId.set(key(construct, Stack.of(construct).resolve(construct.logicalId)), construct);
  }
  for (const resource of resources) {
    const follow = (name, value) => {
      const id = logicalIdIn(value);
      const target = id === undefined ? undefined : byId.get(key(resource.construct, id));
      return target === undefined ? value : { 'Fn::Construct': [target.node.path, 'Ref'] };
    };
    resource.properties = JSON.parse(JSON.stringify(resource.properties, follow));
  }
}

const guards = new WeakMap();

/** What gives a guard to a nested stage: the nearest guard above it, unless the stage has its own. */
function guardAbove(stage) {
  for (let scope = stage; scope !== undefined; scope = scope.node.scope) {
    const guard = scope.node.tryFindChild(GUARD);
    if (guard !== undefined) {
      return scope === stage ? undefined : guards.get(guard);
    }
  }
  return undefined;
}

// A nested stage's templates are written before anything of its app is validated, aspects do not reach into it, and no
// event tells of a stage that was added: this is the last moment at which a warning can still become an annotation. The
// prototype, because jsii calls that method whatever an instance says.
const synth = Stage.prototype.synth;
Stage.prototype.synth = function (options) {
  guardAbove(this)?.visit(this);
  return synth.call(this, options);
};

// The numbers of the declarations of backend timers, by the construct at which they were made.
const declarations = new WeakMap();
let lastDeclaration = 0;

class ConstructTree {
  /** The load balancing resources under `scope` as JSON, with the numbers of the declarations by path. */
  static read(scope) {
    const resources = [];
    const declared = {};
    visit(scope, (construct) => {
      const declaration = declarations.get(construct);
      if (declaration !== undefined) {
        declared[construct.node.path] = declaration;
      }
      const type = wantedType(construct);
      const properties = type && propertiesOf(construct, type);
      if (properties) {
        resources.push({ construct, type, properties });
      }
    });
    const text = () =>
      JSON.stringify({
        resources: resources.map(({ construct, type, properties }) => ({
          path: construct.node.path,
          shown: shown(construct).node.path,
          type,
          properties,
        })),
        declared,
      });
    let read = text();
    if (/"(Ref|Fn::GetAtt)":/.test(read)) {
      followLogicalIds(resources);
      read = text();
    }
    return read;
  }

  /** The number of the one declaration at `scope`. */
  static declare(scope) {
    if (!declarations.has(scope)) {
      declarations.set(scope, ++lastDeclaration);
    }
    return declarations.get(scope);
  }

  /** Has `giver`, an aspect, visit every nested stage for which `guard` is the nearest, before that is synthesised. */
  static guardStages(guard, giver) {
    guards.set(guard, giver);
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
