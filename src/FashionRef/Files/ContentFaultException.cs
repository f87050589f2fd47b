namespace FashionRef.Files;

/// <summary>Bytes are not the file they should be; the message completes a sentence that begins with their origin.</summary>
internal sealed class ContentFaultException(string fault) : Exception(fault);
