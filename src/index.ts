// The public API. Groups and how they act
export { type Action, onEach, onEntries, productAction, trivialAction } from "./group/action.ts";
export { fromCayleyTable } from "./group/cayley-table.ts";
export { cyclic } from "./group/cyclic.ts";
export { dihedral } from "./group/dihedral.ts";
export { type Canonical, canonical, type CosetFrame, cosetFrame, type Frame, productFrame } from "./group/frame.ts";
export { type Element, type Group, identity } from "./group/group.ts";
export { type PermutationAction, permutationAction } from "./group/permutation-action.ts";
export { product, type ProductGroup } from "./group/product.ts";
export { type Point, type Rotation, rotation, rotations, sumDirection, turn } from "./group/rotation.ts";
export { sequenceFrame } from "./group/sequence-frame.ts";
export { symmetric } from "./group/symmetric.ts";

// Models made symmetric
export { canonicalLambda, type Transformations } from "./symmetrize/canonical-lambda.ts";
export { canonicalize } from "./symmetrize/canonicalize.ts";
export { equitune } from "./symmetrize/equitune.ts";
export { equizero } from "./symmetrize/equizero.ts";
export { lambdaEquitune } from "./symmetrize/lambda-equitune.ts";
export { leastViews } from "./symmetrize/least-views.ts";
export { type Factor, productSymmetrize } from "./symmetrize/product-symmetrize.ts";
export { sequenceFactors } from "./symmetrize/sequence-factors.ts";
export { type Fold, type Model, type Seen, type Sides, symmetrize, type View } from "./symmetrize/symmetrize.ts";

// Numbers and chance
export { type Key, key, type KeyPart, uniform } from "./math/random.ts";
export { type Logits, logSumExp, normalize, type Probabilities, softmax } from "./math/vector.ts";
