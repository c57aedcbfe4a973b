/** Validations of service level objectives as Iter8's command line knows them: what is asked, loop by loop what was seen, and how it stands; pure. */
@NullMarked
package io.mirrorexperiment.validation;

import org.jspecify.annotations.NullMarked;
