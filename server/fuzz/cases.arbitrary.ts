import fc from 'fast-check'
import { brokenBatch, changedBatch, validBatch } from './batchCases.arbitrary.js'
import type { FuzzCase } from './FuzzCase.js'
import { anyRequest, bodyRequest, keyRequest, reportRequest } from './requestCases.arbitrary.js'
import { live, raw } from './socketCases.arbitrary.js'

/** Everything, most of it batches. */
export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 30, arbitrary: validBatch },
  { weight: 30, arbitrary: changedBatch },
  { weight: 12, arbitrary: brokenBatch },
  { weight: 8, arbitrary: reportRequest },
  { weight: 10, arbitrary: bodyRequest },
  { weight: 5, arbitrary: keyRequest },
  { weight: 2, arbitrary: anyRequest },
  { weight: 3, arbitrary: live },
  { weight: 1, arbitrary: raw },
)
