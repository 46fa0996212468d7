/** The design system's own elements (fields that tie label, description and fault together; dropdowns; dialogs). */
import '@digdir/designsystemet-web';
