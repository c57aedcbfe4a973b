/** The Jenkins edge: Pipeline steps that wait for nothing, the build page, and the configuration. */
@NullMarked
package io.jenkins.plugins.mirrorexperiment;

import org.jspecify.annotations.NullMarked;
