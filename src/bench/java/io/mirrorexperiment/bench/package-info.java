/** Measures how well the product decides: seeded simulations of its own rules and of others', and whole runs in the sandbox. */
@NullMarked
package io.mirrorexperiment.bench;

import org.jspecify.annotations.NullMarked;
