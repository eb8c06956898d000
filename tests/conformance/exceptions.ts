// Where a traced operation may differ from an eager one. Everything that is not named here must agree bit for bit.

/** A trace refuses these: the shape of their result depends on values. Each must still be refused, or its line must go. */
export const shapesFromValues: Record<string, string> = {
  UniqueV2: 'as many results as there are different values',
  NonMaxSuppressionV3: 'as many results as boxes are kept',
  NonMaxSuppressionV4: 'as many results as boxes are kept, unless padded',
  NonMaxSuppressionV5: 'as many results as boxes are kept, unless padded',
};

/** Compared in shape and dtype alone. */
export const random: Record<string, string> = {
  Multinomial: 'draws from a generator with a state of its own in each function',
};

/** Outputs from this index on are compared in shape and dtype alone. */
export const unspecifiedFrom: Record<string, number> = {
  // reserve_space_1 and _2 are for the gradient; without training some of TensorFlow's kernels leave them uninitialised.
  FusedBatchNorm: 3,
};

/** Compared to 1e-6, relative. */
export const rounding: Record<string, string> = {
  Softmax: "oneDNN's kernel in a function, Eigen's eagerly; bit-equal with oneDNN off",
};

/** Float inputs that enter as constants, because the kernel makes them from numbers; other float inputs are inputs of the function. */
export const constantInputs: Record<string, string> = {
  Range: 'tf.range takes start, stop and step as numbers',
};
