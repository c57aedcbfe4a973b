package io.mirrorexperiment.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** A schema of XML, as the JDK's validator reads it. */
final class XmlSchema {
    private final Schema schema;

    private XmlSchema(Schema schema) {
        this.schema = schema;
    }

    static XmlSchema in(Path file) {
        try {
            return new XmlSchema(SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(file.toFile()));
        } catch (SAXException e) {
            throw new AssertionError(file + " is no schema: " + e.getMessage(), e);
        }
    }

    /** What is wrong first; empty if nothing is. */
    String trouble(String xml) {
        try {
            schema.newValidator().validate(new StreamSource(new StringReader(xml)));
            return "";
        } catch (SAXException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
