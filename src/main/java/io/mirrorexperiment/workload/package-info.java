/** What a dark, a promoted and a removed version of a workload look like, and how far it is; pure. */
@NullMarked
package io.mirrorexperiment.workload;

import org.jspecify.annotations.NullMarked;
