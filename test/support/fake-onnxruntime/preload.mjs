/** Loaded before a program: gives it the fake onnxruntime beside this file instead of the real one. */
import { register } from 'node:module';

register('./redirect.mjs', import.meta.url);
