/** In the cluster: objects that ask for runs are watched, their runs advanced, their status told. */
@NullMarked
package io.mirrorexperiment.controller;

import org.jspecify.annotations.NullMarked;
