/**
 * What a pinned, mirrored, un-mirrored and shifted route looks like, and what an existing route does today; pure: manifests in, changes
 * out.
 */
@NullMarked
package io.mirrorexperiment.traffic;

import org.jspecify.annotations.NullMarked;
