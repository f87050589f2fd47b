namespace FashionRef.Files;

/// <summary>Bytes are not the expected file; the message completes a sentence that begins with their origin.</summary>
internal sealed class ContentFaultException(string fault) : Exception(fault);
