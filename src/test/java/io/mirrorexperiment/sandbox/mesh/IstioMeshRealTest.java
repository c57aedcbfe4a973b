package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.real.Bed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;

/** Istio and Envoy behave as any Istio mesh does, so what the sandbox does too is not our invention. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
class IstioMeshRealTest implements RoutingBehaviour, CopyingBehaviour, TroubleBehaviour, CountingBehaviour {
    private IstioSubject mesh;

    @BeforeAll
    void opens() {
        mesh = new IstioSubject(Bed.up().with("mesh"), "fidelity");
    }

    @BeforeEach
    void begins() {
        mesh.begin();
    }

    @AfterAll
    void closes() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Override
    public Subject mesh() {
        return mesh;
    }
}
